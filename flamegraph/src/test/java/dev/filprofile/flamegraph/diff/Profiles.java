package dev.filprofile.flamegraph.diff;

import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Profiles for comparisons. */
final class Profiles {

    private static final String[] CLASSES = {"[B", "java.lang.String", "app.Row", "app.Csv$$Lambda/0x0001"};

    private Profiles() {}

    /** One site with these bytes, and a certificate from there to {@code upperBound}. */
    static Profile holding(double bytes, long upperBound) {
        return holding(bytes, upperBound, Certificate.Kind.CONFIRMED, 0);
    }

    static Profile holding(double bytes, long upperBound, Certificate.Kind kind, double standardError) {
        return new ProfileBuilder()
                .heldWithError("[B", bytes, 1, standardError, List.of("app.Main.main:3", "app.Csv.load:7"))
                .certificate((long) bytes, upperBound)
                .kind(kind)
                .build();
    }

    /** The same, all held by one other thread and task. */
    static Profile inThread(Profile profile, String thread, String task) {
        return new Profile(
                profile.run(),
                profile.certificate(),
                profile.timeline(),
                profile.tree(),
                profile.allocations(),
                profile.classes(),
                List.of(thread),
                List.of(task),
                profile.sources(),
                profile.notes());
    }

    /** The same with another descriptor for all methods. */
    static Profile withDescriptor(Profile profile, String descriptor) {
        return withMethods(
                profile,
                method -> new Method(
                        method.className(), method.name(), descriptor, method.sourceFile(), method.location()));
    }

    /** The same with all methods in this file. */
    static Profile withSourceFile(Profile profile, String file) {
        return withMethods(
                profile,
                method -> new Method(method.className(), method.name(), method.descriptor(), file, method.location()));
    }

    private static Profile withMethods(Profile profile, UnaryOperator<Method> change) {
        List<Method> methods = profile.tree().methods().stream().map(change).toList();
        return new Profile(
                profile.run(),
                profile.certificate(),
                profile.timeline(),
                new CallTree(
                        methods,
                        profile.tree().frames(),
                        profile.tree().parents(),
                        profile.tree().frameIndexes()),
                profile.allocations(),
                profile.classes(),
                profile.threads(),
                profile.tasks(),
                profile.sources(),
                profile.notes());
    }

    /** Up to 40 stacks of few methods, so that two such profiles share some; half of the lines have a text. */
    static Profile random(Random random) {
        ProfileBuilder builder = new ProfileBuilder();
        int stacks = random.nextInt(40);
        double sum = 0;
        for (int i = 0; i < stacks; i++) {
            List<String> stack = new ArrayList<>();
            for (int depth = random.nextInt(6); depth > 0; depth--) {
                stack.add(frame(random));
            }
            double bytes = Math.ceil(Math.exp(random.nextGaussian() * 3 + 12));
            double error = random.nextInt(3) == 0 ? bytes / 5 : 0;
            builder.heldWithError(CLASSES[random.nextInt(CLASSES.length)], bytes, 3, error, stack);
            sum += bytes;
        }
        for (int line = 1; line < 6; line++) {
            if (random.nextBoolean()) {
                builder.source("app/C" + random.nextInt(4) + ".java", line, "call(text" + random.nextInt(3) + ");");
            }
        }
        long peak = (long) (sum * (0.9 + random.nextDouble() * 0.3));
        return builder.certificate(peak, (long) (peak * (1 + random.nextDouble() * 0.2)))
                .build();
    }

    private static String frame(Random random) {
        int line = 1 + random.nextInt(5);
        int number = random.nextInt(4);
        return switch (random.nextInt(6)) {
            case 0 -> "java.util.HashMap.put:" + line;
            case 1 -> "app.C" + number + "$" + random.nextInt(3) + ".run:" + line;
            case 2 -> "app.C" + number + ".lambda$run$" + random.nextInt(9) + ":" + line;
            default -> "app.C" + number + ".m" + random.nextInt(3) + ":" + line;
        };
    }
}
