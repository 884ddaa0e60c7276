package jackhammer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The arrows between packages point down: nn, optim, data and io use Tensor; Tensor and the ops use
 * autograd and the kernel contract; below the contract nobody knows a tensor.
 */
class ArchitectureTest {
  private static final String ROOT = "jackhammer";
  private static final String NN = "jackhammer.nn..";
  private static final String OPTIM = "jackhammer.optim..";
  private static final String DATA = "jackhammer.data..";
  private static final String IO = "jackhammer.io..";
  private static final String OPS = "jackhammer.internal.ops..";
  private static final String AUTOGRAD = "jackhammer.internal.autograd..";
  private static final String KERNEL = "jackhammer.internal.kernel..";
  private static final String CPU = "jackhammer.internal.kernel.cpu..";
  private static final String RANDOM = "jackhammer.internal.random..";
  private static final String MEMORY = "jackhammer.internal.memory..";
  private static final String PARALLEL = "jackhammer.internal.parallel..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Functions whose last bits the JDK leaves to the platform; StrictMath fixes them. */
  private static final Set<String> UNFIXED_MATH =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

  @Test
  void nothingBelowNnUsesNnOrOptimOrDataOrIo() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(OPS, AUTOGRAD, KERNEL, RANDOM, MEMORY, PARALLEL)
            .or()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(NN, OPTIM, DATA, IO));
  }

  @Test
  void nnKnowsNeitherOptimNorDataNorIo() {
    check(
        noClasses()
            .that()
            .resideInAPackage(NN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OPTIM, DATA, IO));
  }

  @Test
  void autogradKnowsNoOps() {
    check(
        noClasses()
            .that()
            .resideInAPackage(AUTOGRAD)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(OPS));
  }

  @Test
  void belowTheKernelContractNobodyKnowsTensors() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(KERNEL, RANDOM, MEMORY, PARALLEL)
            .should()
            .dependOnClassesThat(
                DescribedPredicate.describe(
                    "are tensors, ops or autograd",
                    (JavaClass c) ->
                        c.getName().equals("jackhammer.Tensor")
                            || c.getName().startsWith("jackhammer.Tensor$")
                            || c.getName().equals("jackhammer.Parameter")
                            || c.getName().equals("jackhammer.Autograd")
                            || c.getPackageName().startsWith("jackhammer.internal.ops")
                            || c.getPackageName().startsWith("jackhammer.internal.autograd"))));
  }

  @Test
  void memoryAndThreadsKnowNoKernels() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(MEMORY, PARALLEL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(KERNEL));
  }

  @Test
  void onlyTheCpuKernelsTouchTheVectorApi() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(CPU)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator.vector.."));
  }

  @Test
  void resultsNeverComeFromMathFunctionsThatPlatformsMayRoundDifferently() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(KERNEL, RANDOM, OPS)
            .should()
            .accessTargetWhere(
                DescribedPredicate.describe(
                    "the target is Math." + new TreeSet<>(UNFIXED_MATH),
                    (JavaAccess<?> a) ->
                        a.getTargetOwner().getName().equals("java.lang.Math")
                            && UNFIXED_MATH.contains(a.getTarget().getName()))));
  }

  /** {@code forward} is what a layer implements; {@code call} runs it with hooks and paths. */
  @Test
  void onlyCallCallsForward() {
    check(
        classes()
            .that()
            .resideInAPackage("jackhammer..")
            .should(
                new ArchCondition<JavaClass>("call a layer's forward only inside call") {
                  @Override
                  public void check(JavaClass c, ConditionEvents events) {
                    for (JavaMethodCall call : c.getMethodCallsFromSelf()) {
                      if (call.getTarget().getName().equals("forward")
                          && call.getTargetOwner().getPackageName().startsWith("jackhammer.nn")
                          && !call.getOrigin().getName().equals("call")) {
                        events.add(SimpleConditionEvent.violated(c, call.getDescription()));
                      }
                    }
                  }
                }));
  }

  @Test
  void everyPackageThatIsNotInternalIsExported() {
    ModuleDescriptor module =
        ModuleFinder.of(
                Path.of(
                    URI.create(
                        Jackhammer.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toString())))
            .find(ROOT)
            .orElseThrow()
            .descriptor();
    Set<String> meant =
        module.packages().stream()
            .filter(p -> !p.startsWith("jackhammer.internal"))
            .collect(Collectors.toSet());
    Set<String> exported =
        module.exports().stream()
            .filter(e -> !e.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    assertThat(exported).isEqualTo(meant);
  }

  private static void check(ArchRule rule) {
    // Young packages may hold no class yet.
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
