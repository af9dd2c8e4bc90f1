package org.swavstream.tests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.containAnyFieldsThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.slf4j.Logger;
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
    private static final String KAFKA = "org.apache.kafka..";
    private static final String FLINK = "org.apache.flink..";

    @ArchTest
    static final ArchRule STATE_KNOWS_ONLY_FLINK =
            noClasses()
                    .that()
                    .resideInAPackage(STATE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(LIBTORCH, OPENCV, KAFKA, IMAGE_SOURCE, OPERATORS, JOB);

    @ArchTest
    static final ArchRule IMAGE_SOURCE_KNOWS_NO_NATIVE_LIBRARY =
            noClasses()
                    .that()
                    .resideInAPackage(IMAGE_SOURCE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(LIBTORCH, OPENCV, OPERATORS, JOB);

    @ArchTest
    static final ArchRule OPERATORS_KNOW_NO_COMMAND_LINE =
            noClasses()
                    .that()
                    .resideInAPackage(OPERATORS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(JOB, "picocli..", KAFKA);

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
    static final ArchRule NO_STATIC_MUTABLE_STATE = fields().that().areStatic().should().beFinal();

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
