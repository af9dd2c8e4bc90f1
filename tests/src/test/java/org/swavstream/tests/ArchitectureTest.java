package org.swavstream.tests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.containAnyFieldsThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.swavstream.operators.natives.NativeLibraries;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The module rules of docs/design.md. */
@AnalyzeClasses(packages = "org.swavstream", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String STATE = "org.swavstream.state..";
    private static final String IMAGE_SOURCE = "org.swavstream.image..";
    private static final String OPERATORS = "org.swavstream.operators..";
    private static final String SWAV = "org.swavstream.operators.swav..";
    private static final String JOB = "org.swavstream.job..";
    private static final String LIBTORCH = "org.bytedeco.pytorch..";
    private static final String OPENCV = "org.bytedeco.opencv..";
    private static final String FLINK = "org.apache.flink..";

    private static final List<Class<?>> MUTABLE =
            List.of(
                    Collection.class,
                    Map.class,
                    RandomGenerator.class,
                    ThreadLocal.class,
                    Appendable.class);

    /** The types of {@code List.of} and the like. */
    private static final Set<String> UNMODIFIABLE =
            Set.of(List.class.getName(), Set.class.getName(), Map.class.getName());

    @ArchTest
    static final ArchRule STATE_KNOWS_ONLY_FLINK_AND_JACKSON =
            classes()
                    .that()
                    .resideInAPackage(STATE)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(STATE, FLINK, "com.fasterxml.jackson..", "java..");

    @ArchTest
    static final ArchRule IMAGE_SOURCE_KNOWS_NO_NATIVE_LIBRARY =
            noClasses()
                    .that()
                    .resideInAPackage(IMAGE_SOURCE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(LIBTORCH, OPENCV, OPERATORS, JOB);

    @ArchTest
    static final ArchRule OPERATORS_KNOW_NEITHER_KAFKA_NOR_COMMAND_LINE =
            noClasses()
                    .that()
                    .resideInAPackage(OPERATORS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            JOB,
                            "picocli..",
                            "org.apache.kafka..",
                            "org.apache.flink.connector.kafka..",
                            "org.swavstream.image.kafka..",
                            "org.swavstream.image.publish..");

    @ArchTest
    static final ArchRule THE_ALGORITHM_KNOWS_NO_FLINK =
            noClasses()
                    .that()
                    .resideInAPackage(SWAV)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(FLINK, OPENCV, IMAGE_SOURCE);

    @ArchTest
    static final ArchRule ONLY_ALGORITHM_AND_RESIZE_KNOW_LIBTORCH =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            SWAV,
                            "org.swavstream.operators.resample..",
                            "org.swavstream.operators.natives..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(LIBTORCH);

    @ArchTest
    static final ArchRule ONLY_MULTICROP_KNOWS_OPENCV =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "org.swavstream.operators.multicrop..",
                            "org.swavstream.operators.natives..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(OPENCV);

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_PICOCLI =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.swavstream.job.cli..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.swavstream.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule STATIC_FIELDS_ARE_FINAL = fields().that().areStatic().should().beFinal();

    /**
     * But for the native libraries: their thread pools belong to the process. Arrays pass, as final
     * ones are taken for constants.
     */
    @ArchTest
    static final ArchRule NO_STATIC_MUTABLE_STATE =
            noFields()
                    .that()
                    .areStatic()
                    .and()
                    .areNotDeclaredIn(NativeLibraries.class)
                    .should()
                    .haveRawType(describe("that can change", ArchitectureTest::canChange));

    /** A field of type {@link List}, {@link Set} or {@link Map} shows only here what it holds. */
    @ArchTest
    static final ArchRule NO_STATIC_MUTABLE_COLLECTION =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(NativeLibraries.class)
                    .should()
                    .callConstructorWhere(
                            describe(
                                    "a static initializer makes what can change",
                                    call ->
                                            call.getOrigin() instanceof JavaStaticInitializer
                                                    && canChange(call.getTargetOwner())));

    /** Whether it is an atomic, a lock, a collection, a generator or a builder. */
    private static boolean canChange(JavaClass type) {
        return type.getPackageName().startsWith("java.util.concurrent.")
                || (MUTABLE.stream().anyMatch(type::isAssignableTo)
                        && !UNMODIFIABLE.contains(type.getName()));
    }

    /** They are made before a command names the file of the logs, which is read once. */
    @ArchTest
    static final ArchRule WHAT_PICOCLI_MAKES_HAS_NO_LOGGER =
            noFields()
                    .that()
                    .haveRawType(Logger.class)
                    .should()
                    .beDeclaredInClassesThat(
                            containAnyFieldsThat(
                                    describe(
                                            "picocli sets",
                                            field ->
                                                    field.isAnnotatedWith(Option.class)
                                                            || field.isAnnotatedWith(
                                                                    Mixin.class))));

    @ArchTest
    static final ArchRule NO_UTILS = noClasses().should().haveSimpleNameEndingWith("Utils");

    @ArchTest
    static final ArchRule STREAM_OPERATORS_ARE_FINAL =
            classes()
                    .that()
                    .areAssignableTo("org.apache.flink.streaming.api.operators.StreamOperator")
                    .should()
                    .haveModifier(JavaModifier.FINAL);
}
