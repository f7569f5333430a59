package dev.filprofile.flamegraph;

import dev.filprofile.profile.Method;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a method is called in the report: the one place that knows lambdas, constructors, static initialisers and
 * generated classes. A name has parts, so that a narrow frame can drop the package and then the class:
 *
 * <pre>
 *   com.acme.csv.CsvImporter.load    CsvImporter.load        load
 *   λ in com.acme.csv.Importer.load  λ in Importer.load      λ in load
 *   new com.acme.csv.Row             new Row                 new Row
 *   static init of com.acme.Csv      static init of Csv      static init of Csv
 * </pre>
 *
 * @param word what stands before everything, with its space, e.g. {@code "new "}; mostly {@code ""}
 * @param packagePrefix package with its final dot, or {@code ""}
 * @param className class without package, nested classes with dots
 * @param member method, or {@code ""} where the class alone is the name
 */
public record MethodName(String word, String packagePrefix, String className, String member) {

    /** The method in which a lambda stands, as compilers name the lambda's body after it. */
    private static final List<Pattern> LAMBDA_BODIES = List.of(
            Pattern.compile("lambda\\$(.+)\\$\\d+"), // javac
            Pattern.compile("lambda()\\$\\d+"), // ecj
            Pattern.compile("(.+?)\\$lambda\\$\\d+(?:\\$.*)?"), // kotlinc
            Pattern.compile("\\$anonfun\\$(.+?)\\$\\d+(?:\\$adapted)?")); // scalac

    private static final Pattern LAMBDA_OBJECT = Pattern.compile("(.*?)\\$\\$Lambda(\\$\\d+)?(/.*)?");
    private static final Pattern GENERATED_SUBCLASS = Pattern.compile(
            "(.*?)(\\$\\$EnhancerBy.*|\\$\\$FastClassBy.*|\\$\\$SpringCGLIB.*|\\$ByteBuddy\\$.*|\\$HibernateProxy.*|_\\$\\$_javassist.*)");
    private static final Pattern PROXY = Pattern.compile("\\$Proxy\\d+");
    private static final Pattern HIDDEN_SUFFIX = Pattern.compile("(.*?)/0x[0-9a-f]+");

    /** The name of a method. */
    public static MethodName of(Method method) {
        String packagePrefix = TypeNames.packagePrefix(method.className());
        String binary = TypeNames.withoutPackage(method.className());
        String word = "";

        Matcher lambdaObject = LAMBDA_OBJECT.matcher(binary);
        Matcher subclass = GENERATED_SUBCLASS.matcher(binary);
        Matcher hidden = HIDDEN_SUFFIX.matcher(binary);
        if (lambdaObject.matches()) {
            word = "λ object of ";
            binary = lambdaObject.group(1);
        } else if (subclass.matches()) {
            word = "proxy of ";
            binary = subclass.group(1);
        } else if (PROXY.matcher(binary).matches()) {
            binary = "proxy";
        } else if (hidden.matches()) {
            binary = hidden.group(1);
        }
        return member(word, packagePrefix, TypeNames.nested(binary), method.name());
    }

    private static MethodName member(String word, String packagePrefix, String className, String name) {
        if (name.equals("<init>")) {
            return new MethodName("new " + word, packagePrefix, className, "");
        }
        if (name.equals("<clinit>")) {
            return new MethodName("static init of " + word, packagePrefix, className, "");
        }
        for (Pattern lambda : LAMBDA_BODIES) {
            Matcher body = lambda.matcher(name);
            if (body.matches()) {
                return lambdaIn(body.group(1), word, packagePrefix, className);
            }
        }
        return new MethodName(word, packagePrefix, className, name);
    }

    private static MethodName lambdaIn(String enclosing, String word, String packagePrefix, String className) {
        return switch (enclosing) {
            case "new", "_init_" -> new MethodName("λ in new " + word, packagePrefix, className, "");
            case "static" -> new MethodName("λ in static init of " + word, packagePrefix, className, "");
            case "", "null" -> new MethodName("λ in " + word, packagePrefix, className, ""); // its place is not said
            default -> new MethodName("λ in " + word, packagePrefix, className, enclosing);
        };
    }

    /** With package and class. */
    public String full() {
        return word + packagePrefix + classAndMember();
    }

    /** With the class, without the package. */
    public String withoutPackage() {
        return word + classAndMember();
    }

    /** As short as it gets: the method, or the class where that is the name. */
    public String bare() {
        return word + (member.isEmpty() ? className : member);
    }

    private String classAndMember() {
        return member.isEmpty() ? className : className + "." + member;
    }
}
