package dev.filprofile.agent.path;

/**
 * How stacks are taken and read: one class per way.
 *
 * <ul>
 *   <li>{@link #capture()} is called on the allocating thread and is to be quick.
 *   <li>{@link #read} is called later, by one thread at a time.
 * </ul>
 */
public interface StackCapture {

    /** The calling thread's stack, unread. */
    Object capture();

    /** Appends the frames of a captured stack to {@code into}, the allocating end first. */
    void read(Object captured, FrameTable frames, FrameList into);

    /** Java heap bytes that a captured stack takes. */
    long heapBytes(Object captured);

    /** What the report says about this way. */
    String description();
}
