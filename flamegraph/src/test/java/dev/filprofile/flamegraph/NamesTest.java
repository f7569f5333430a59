package dev.filprofile.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.profile.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [B                          | byte[]                      | byte[]
                    [[J                         | long[][]                    | long[][]
                    [Ljava.lang.String;         | java.lang.String[]          | String[]
                    java.util.HashMap$Node      | java.util.HashMap$Node      | HashMap.Node
                    com.acme.Csv$1              | com.acme.Csv$1              | Csv$1
                    Main                        | Main                        | Main
                    [                           | [                           | [
                    """)
    void class_names_read_as_in_source(String name, String readable, String simple) {
        assertThat(TypeNames.readable(name)).isEqualTo(readable);
        assertThat(TypeNames.simple(name)).isEqualTo(simple);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    com.acme.csv.Importer    | load          | com.acme.csv.Importer.load           | Importer.load           | load
                    com.acme.csv.Importer    | lambda$load$3 | λ in com.acme.csv.Importer.load      | λ in Importer.load      | λ in load
                    com.acme.csv.Importer    | lambda$new$0  | λ in new com.acme.csv.Importer       | λ in new Importer       | λ in new Importer
                    com.acme.csv.Importer    | lambda$static$1 | λ in static init of com.acme.csv.Importer | λ in static init of Importer | λ in static init of Importer
                    com.acme.Csv             | lambda$null$1 | λ in com.acme.Csv                    | λ in Csv                | λ in Csv
                    com.acme.Csv             | lambda$12     | λ in com.acme.Csv                    | λ in Csv                | λ in Csv
                    com.acme.CsvKt           | load$lambda$1 | λ in com.acme.CsvKt.load             | λ in CsvKt.load         | λ in load
                    com.acme.CsvKt           | load$lambda$2$lambda$1 | λ in com.acme.CsvKt.load    | λ in CsvKt.load         | λ in load
                    com.acme.Csv             | _init_$lambda$0 | λ in new com.acme.Csv              | λ in new Csv            | λ in new Csv
                    com.acme.Csv$            | $anonfun$load$1 | λ in com.acme.Csv$.load            | λ in Csv$.load          | λ in load
                    com.acme.Csv$            | $anonfun$load$1$adapted | λ in com.acme.Csv$.load    | λ in Csv$.load          | λ in load
                    com.acme.Csv$Row         | <init>        | new com.acme.Csv.Row                 | new Csv.Row             | new Csv.Row
                    com.acme.Csv             | <clinit>      | static init of com.acme.Csv          | static init of Csv      | static init of Csv
                    com.acme.Csv$$Lambda$14/0x0000000800c03000 | run | λ object of com.acme.Csv.run | λ object of Csv.run     | λ object of run
                    com.acme.Csv$$Lambda/0x0000000800c03000    | run | λ object of com.acme.Csv.run | λ object of Csv.run     | λ object of run
                    jdk.proxy2.$Proxy12      | find          | jdk.proxy2.proxy.find                | proxy.find              | find
                    com.acme.Repo$$EnhancerBySpringCGLIB$$1a2b | find | proxy of com.acme.Repo.find | proxy of Repo.find     | proxy of find
                    com.acme.Repo$$SpringCGLIB$$0 | find     | proxy of com.acme.Repo.find          | proxy of Repo.find      | proxy of find
                    java.lang.invoke.LambdaForm$MH/0x0000000800c03000 | invoke | java.lang.invoke.LambdaForm.MH.invoke | LambdaForm.MH.invoke | invoke
                    Main                     | main          | Main.main                            | Main.main               | main
                    """)
    void methods_have_three_lengths(String className, String name, String full, String middle, String bare) {
        MethodName method = MethodName.of(new Method(className, name, "()V", "", ""));
        assertThat(method.full()).isEqualTo(full);
        assertThat(method.withoutPackage()).isEqualTo(middle);
        assertThat(method.bare()).isEqualTo(bare);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    com.acme.Csv                     | file:/app.jar   | APPLICATION
                    com.acme.Csv                     | ''              | APPLICATION
                    java.util.ArrayList              | jrt:/java.base  | JDK
                    java.util.ArrayList              | ''              | JDK
                    org.w3c.dom.Node                 | jrt:/java.xml   | JDK
                    javax.inject.Provider            | file:/x.jar     | LIBRARY
                    org.springframework.core.Loader  | file:/x.jar     | LIBRARY
                    org.springframeworkish.Mine      | file:/x.jar     | APPLICATION
                    jdk.proxy2.$Proxy12              | ''              | GENERATED
                    com.acme.Csv$$Lambda/0x00000800c | ''              | GENERATED
                    com.acme.Repo$$SpringCGLIB$$0    | file:/app.jar   | GENERATED
                    jdk.internal.reflect.GeneratedMethodAccessor9 | '' | GENERATED
                    """)
    void origin_follows_location_and_the_list_of_libraries(String className, String location, Origin origin) {
        assertThat(Origin.of(new Method(className, "m", "", "", location))).isEqualTo(origin);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    com.acme.Csv | lambda$load$3 | lambda$load$12
                    com.acme.Csv | lambda$3      | lambda$12
                    com.acme.Csv | load$lambda$3 | load$lambda$12
                    com.acme.Csv | $anonfun$load$3 | $anonfun$load$12
                    com.acme.Csv | access$000    | access$100
                    """)
    void keys_ignore_numbers_that_differ_between_runs(String className, String a, String b) {
        assertThat(key(className, a)).isEqualTo(key(className, b));
        assertThat(key(className, a)).isNotEqualTo(key(className, "load"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    com.acme.Csv$$Lambda$14/0x0000000800c03000 | com.acme.Csv$$Lambda/0x00007f11
                    jdk.proxy2.$Proxy12                        | jdk.proxy2.$Proxy3
                    jdk.internal.reflect.GeneratedMethodAccessor9 | jdk.internal.reflect.GeneratedMethodAccessor10
                    com.acme.R$$EnhancerBySpringCGLIB$$1a2b    | com.acme.R$$EnhancerBySpringCGLIB$$9f
                    com.acme.R$$SpringCGLIB$$0                 | com.acme.R$$SpringCGLIB$$1
                    com.acme.R$ByteBuddy$abc1                  | com.acme.R$ByteBuddy$zzz2
                    java.lang.invoke.LambdaForm$MH/0x0000800   | java.lang.invoke.LambdaForm$MH/0x0000999
                    com.acme.Hidden/0x0000800                  | com.acme.Hidden/0x0000900
                    """)
    void keys_ignore_generated_parts_of_class_names(String a, String b) {
        assertThat(key(a, "m")).isEqualTo(key(b, "m"));
        assertThat(key(a, "m")).isNotEqualTo(key("com.acme.Other", "m"));
    }

    @Test
    void key_hash_is_fnv_1a() {
        // "a.b": published test vectors have no dots, so this one was computed by hand from the definition.
        int expected = 0x811c9dc5;
        for (char c : "a.b".toCharArray()) {
            expected = (expected ^ c) * 0x01000193;
        }
        assertThat(MethodKey.hash(new Method("a", "b", "", "", ""))).isEqualTo(expected);
    }

    private static String key(String className, String name) {
        return MethodKey.of(new Method(className, name, "()V", "", ""));
    }
}
