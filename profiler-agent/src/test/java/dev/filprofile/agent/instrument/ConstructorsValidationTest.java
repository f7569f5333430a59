package dev.filprofile.agent.instrument;

import dev.filprofile.agent.instrument.targets.ConstructorsTarget;

class ConstructorsValidationTest extends ValidationTestBase {

    ConstructorsValidationTest() {
        super(ConstructorsTarget.class);
    }
}
