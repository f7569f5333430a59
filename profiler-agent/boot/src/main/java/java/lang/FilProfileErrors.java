package java.lang;

import java.util.function.ObjIntConsumer;
import jdk.internal.vm.annotation.ForceInline;

/**
 * What instrumented code calls with an error that it has caught, and a thread with one that it dies of: the VM makes its
 * OutOfMemoryErrors without running a constructor, so they can only be met where they arrive.
 *
 * <p>Rules for this class: as for the allocation hooks; and it allocates nothing, since there may be no memory.
 */
public final class FilProfileErrors {

    private static volatile ObjIntConsumer<Object> receiver;

    private FilProfileErrors() {}

    /** At the start of a method with such a handler: so that nothing has to be loaded when an error has come. */
    @ForceInline
    public static void ready() {}

    /** At the start of a handler. */
    public static void caught(Throwable error) {
        if (error instanceof OutOfMemoryError) {
            tell(error, 0);
        }
    }

    /** At the end of a thread. */
    public static void uncaught(Throwable error) {
        if (error instanceof OutOfMemoryError) {
            tell(error, 1);
        }
    }

    private static void tell(Object error, int uncaught) {
        ObjIntConsumer<Object> to = receiver;
        if (to != null) {
            try {
                to.accept(error, uncaught);
            } catch (Throwable ours) {
                return; // the program has an error of its own to care for
            }
        }
    }

    /** Who is to be told: the error, and 1 for one that nobody caught. */
    public static void receiver(ObjIntConsumer<Object> to) {
        receiver = to;
    }
}
