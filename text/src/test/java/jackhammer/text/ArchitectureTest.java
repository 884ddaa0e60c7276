package jackhammer.text;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of this module: models use texts, both use what core exports. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("jackhammer.text");

  @Test
  void nothingReachesIntoCore() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jackhammer.internal..")
        .check(CLASSES);
  }

  @Test
  void textsKnowNoModels() {
    noClasses()
        .that()
        .resideInAPackage("jackhammer.text")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jackhammer.text.models..")
        .check(CLASSES);
  }

  @Test
  void resultsNeverComeFromMathFunctionsThatPlatformsMayRoundDifferently() {
    noClasses()
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "the target is Math.exp, log or pow",
                (JavaAccess<?> a) ->
                    a.getTargetOwner().getName().equals("java.lang.Math")
                        && a.getTarget().getName().matches("exp|log|pow")))
        .check(CLASSES);
  }
}
