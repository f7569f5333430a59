package dev.filprofile.agent.instrument;

import dev.filprofile.agent.instrument.targets.ArraysTarget;

class ArraysValidationTest extends ValidationTestBase {

    ArraysValidationTest() {
        super(ArraysTarget.class);
    }
}
