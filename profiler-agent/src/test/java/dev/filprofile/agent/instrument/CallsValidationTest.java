package dev.filprofile.agent.instrument;

import dev.filprofile.agent.instrument.targets.CallsTarget;

class CallsValidationTest extends ValidationTestBase {

    CallsValidationTest() {
        super(CallsTarget.class);
    }
}
