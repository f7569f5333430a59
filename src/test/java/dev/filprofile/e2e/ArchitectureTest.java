package dev.filprofile.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directions of {@code docs/architecture.md}: what is not drawn there is not allowed. */
final class ArchitectureTest {

    private static final String OURS = "dev.filprofile..";
    private static final String PROFILE = "dev.filprofile.profile..";
    private static final String AGENT = "dev.filprofile.agent..";
    private static final String FLAMEGRAPH = "dev.filprofile.flamegraph..";
    private static final String CLI = "dev.filprofile.cli..";
    private static final String HOOKS = "java.lang";

    /** Package of the agent → the packages of ours that it may use, itself apart. */
    private static final Map<String, List<String>> AGENT_DIRECTIONS = Map.of(
            "instrument", List.of(),
            "live", List.of(),
            "peak", List.of("dev.filprofile.profile"),
            "path", List.of("dev.filprofile.profile.format"),
            "sample", List.of("dev.filprofile.agent.live", "dev.filprofile.agent.path"),
            "offheap", List.of("dev.filprofile.agent.live", "dev.filprofile.agent.path", "dev.filprofile.agent.sample"),
            "dump",
                    List.of(
                            "dev.filprofile.agent.offheap",
                            "dev.filprofile.agent.instrument",
                            "dev.filprofile.agent.sample",
                            "dev.filprofile.agent.live",
                            "dev.filprofile.agent.path",
                            "dev.filprofile.agent.peak",
                            "dev.filprofile.profile.."));

    private static final JavaClasses PROFILE_CLASSES = importModule("profile");
    private static final JavaClasses BOOT_CLASSES = importModule("profiler-agent/boot");
    private static final JavaClasses AGENT_CLASSES = importModule("profiler-agent");
    private static final JavaClasses FLAMEGRAPH_CLASSES = importModule("flamegraph");
    private static final JavaClasses CLI_CLASSES = importModule("cli");
    private static final JavaClasses SAMPLE_CLASSES = importModule("samples");
    private static final JavaClasses ALL = new ClassFileImporter()
            .importPaths(
                    Project.classes("profile"),
                    Project.classes("profiler-agent"),
                    Project.classes("profiler-agent/boot"),
                    Project.classes("flamegraph"),
                    Project.classes("cli"),
                    Project.classes("samples"));

    private static JavaClasses importModule(String module) {
        JavaClasses imported = new ClassFileImporter().importPath(Project.classes(module));
        assertThat(imported).as("classes of %s", module).isNotEmpty();
        return imported;
    }

    @Test
    void theProfileKnowsNoOtherPartOfOurs() {
        usesOfOurs(PROFILE_CLASSES, PROFILE);
    }

    @Test
    void theAgentKnowsOnlyTheProfile() {
        usesOfOurs(AGENT_CLASSES, AGENT, PROFILE);
    }

    @Test
    void theFlameGraphKnowsOnlyTheProfile() {
        usesOfOurs(FLAMEGRAPH_CLASSES, FLAMEGRAPH, PROFILE);
    }

    @Test
    void theCommandLineKnowsFlameGraphAndProfileButNotTheAgent() {
        usesOfOurs(CLI_CLASSES, CLI, FLAMEGRAPH, PROFILE);
    }

    @Test
    void theSamplesAreProgramsOfTheirOwn() {
        usesOfOurs(SAMPLE_CLASSES, "dev.filprofile.samples..");
    }

    private static void usesOfOurs(JavaClasses module, String... allowed) {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAnyPackage(allowed))))
                .check(module);
    }

    @ParameterizedTest
    @ValueSource(strings = {"instrument", "live", "peak", "path", "sample", "offheap", "dump"})
    void insideTheAgentDependenciesGoOneWay(String stage) {
        String stagePackage = "dev.filprofile.agent." + stage + "..";
        String[] allowed = AGENT_DIRECTIONS.getOrDefault(stage, List.of()).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(stagePackage)
                .should()
                .dependOnClassesThat(resideInAPackage(OURS)
                        .and(not(resideInAPackage(stagePackage)))
                        .and(not(resideInAnyPackage(allowed))))
                .check(AGENT_CLASSES);
    }

    /** A new package of the agent must be drawn before it is used. */
    @Test
    void everyPackageOfTheAgentHasItsDirections() {
        Map<String, List<String>> known = new TreeMap<>(AGENT_DIRECTIONS);
        assertThat(AGENT_CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith("dev.filprofile.agent."))
                        .map(name ->
                                name.substring("dev.filprofile.agent.".length()).replaceFirst("\\..*", ""))
                        .distinct())
                .allSatisfy(stage -> assertThat(known).containsKey(stage));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.filprofile.profile.(*)..",
                "dev.filprofile.agent.(*)..",
                "dev.filprofile.flamegraph.(*)..",
                "dev.filprofile.cli.(*)..",
                "dev.filprofile.(*).."
            })
    void packagesHaveNoCycles(String slices) {
        slices().matching(slices).should().beFreeOfCycles().check(ALL);
    }

    @Test
    void onlyTheInstrumentationUsesAsm() {
        onlyIn("dev.filprofile.agent.instrument..", "org.objectweb.asm..");
    }

    @Test
    void onlyTheHtmlReportUsesFreeMarker() {
        onlyIn("dev.filprofile.flamegraph.html..", "freemarker..");
    }

    @Test
    void onlyTheCommandLineUsesPicocli() {
        onlyIn(CLI, "picocli..");
    }

    @Test
    void onlyTheCommandLineUsesGit() {
        onlyIn(CLI, "org.eclipse.jgit..");
    }

    private static void onlyIn(String user, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(user)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(ALL);
        assertThat(ALL.stream()
                        .filter(resideInAPackage(user))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .anyMatch(use -> resideInAPackage(library).test(use.getTargetClass())))
                .as("%s uses %s: the rule speaks of something", user, library)
                .isTrue();
    }

    @Test
    void onlyTheCommandLineExitsAndPrints() {
        ArchRule exits = noClasses().should().callMethod(System.class, "exit", int.class);
        ArchRule prints = noClasses().should().accessField(System.class, "out");
        for (JavaClasses module : List.of(PROFILE_CLASSES, BOOT_CLASSES, AGENT_CLASSES, FLAMEGRAPH_CLASSES)) {
            exits.check(module);
            prints.check(module);
        }
    }

    @Test
    void nobodyInTheProgramsJvmUsesJavaLogging() {
        ArchRule logs = noClasses().should().dependOnClassesThat().resideInAnyPackage("java.util.logging..");
        logs.check(AGENT_CLASSES);
        logs.check(BOOT_CLASSES);
    }

    @Test
    void thePeakTrackerIsPure() {
        noClasses()
                .that()
                .resideInAPackage("dev.filprofile.agent.peak..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang.ref..", "java.lang.instrument..", "java.lang.management..", "java.time..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, ThreadLocal.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(AGENT_CLASSES);
    }

    /**
     * Streams and their iterators: the shape in which a StackWalker hands out frames. Reflection for its arrays, java.lang.invoke for
     * the portable engine's barrier.
     */
    @Test
    void theHooksLiveInJavaLangAndUseFewPackagesOfTheJdk() {
        classes().should().resideInAPackage(HOOKS).check(BOOT_CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "java.lang",
                        "java.lang.invoke",
                        "java.lang.ref",
                        "java.lang.reflect",
                        "java.security",
                        "java.util",
                        "java.util.concurrent.atomic",
                        "java.util.function",
                        "java.util.stream",
                        "jdk.internal.access",
                        "jdk.internal.misc",
                        "jdk.internal.vm.annotation")))
                .check(BOOT_CLASSES);
    }
}
