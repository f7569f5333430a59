package dev.filprofile.e2e.workload.attribution;

import java.util.ArrayList;
import java.util.List;

/**
 * Objects that are made by constructors, of the same class and of related ones. The stack at such an object's birth has
 * constructors that made it and constructors that had it made, and only the former are the object's own.
 */
public final class Constructors {

    static final List<Object> KEPT = new ArrayList<>(); // holds 1 x object(ref int int)

    private Constructors() {}

    public static void main(String[] args) {
        KEPT.add(new Derived()); // holds 1 x object(ref ref ref ref)
        KEPT.add(new Derived(1)); // holds 1 x object(ref ref ref ref)
        KEPT.add(new Chain(3)); // holds 1 x object(ref ref)
        KEPT.add(new Tree(true)); // holds 1 x object(ref ref)
        KEPT.add(new Twin()); // holds 1 x object(ref ref)
        KEPT.add(new Copied(new byte[20_001])); // holds 1 x object(ref ref) + 1 x byte[20_001]
        KEPT.add(new Delegating(1)); // holds 1 x object(ref)
        KEPT.add(new Delegating()); // holds 1 x object(ref)
        KEPT.add(new Parent(true)); // holds 1 x object(ref)
        Peak.reach();
        System.out.println(KEPT.size());
    }

    static class Base {
        final byte[] ofBase = new byte[10_001]; // holds 2 x byte[10_001]
        final byte[] ofBlock;

        {
            ofBlock = new byte[10_002]; // holds 2 x byte[10_002]
        }

        Base() {
            KEPT.add(new byte[10_003]); // holds 1 x byte[10_003]
        }

        Base(Object ignored) {}
    }

    static final class Derived extends Base {
        final byte[] ofDerived = new byte[10_004]; // holds 2 x byte[10_004]
        final Object other;

        Derived() {
            other = new byte[10_005]; // holds 1 x byte[10_005]
        }

        Derived(int n) {
            super(new byte[10_000 + n]);
            other = new byte[10_006]; // holds 1 x byte[10_006]
        }
    }

    /** The same constructor, again and again. */
    static final class Chain {
        final Object next;
        final byte[] data;

        Chain(int rest) {
            next = rest == 0 ? "end" : new Chain(rest - 1); // holds 3 x object(ref ref)
            data = new byte[11_001]; // holds 4 x byte[11_001]
        }
    }

    /** One constructor makes objects through another of the same class. */
    static final class Tree {
        Object left = "none";
        Object right = "none";

        Tree() {}

        Tree(boolean full) {
            left = new Tree(); // holds 1 x object(ref ref)
            right = new Tree(); // holds 1 x object(ref ref)
        }
    }

    /** One that delegates and then makes another. */
    static final class Twin {
        Object twin = "none";
        Object name;

        Twin(Object name) {
            this.name = name;
        }

        Twin() {
            this("first");
            twin = new Twin("second"); // holds 1 x object(ref ref)
        }
    }

    /** The argument of a delegation is of the same class: both calls stand in one line. */
    static final class Copied {
        final Object original;
        final Object data;

        Copied(Object original, Object data) {
            this.original = original;
            this.data = data;
        }

        Copied(byte[] data) {
            this(new Copied("none", data), data); // holds 1 x object(ref ref)
        }
    }

    /** Delegation only. */
    static final class Delegating {
        final byte[] field = new byte[12_001]; // holds 2 x byte[12_001]

        Delegating() {
            this(2);
        }

        Delegating(int n) {
            this(n, 3);
        }

        Delegating(int n, int m) {
            KEPT.add(new byte[12_000 + m]); // holds 2 x byte[12_003]
        }
    }

    /** A constructor that makes an object of a subclass. */
    static class Parent {
        Object child = "none";

        Parent() {}

        Parent(boolean full) {
            child = new Child(); // holds 1 x object(ref)
        }
    }

    static final class Child extends Parent {}
}
