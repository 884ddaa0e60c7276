package jackhammer.ops;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.RandomOps;
import jackhammer.Tensor;
import jackhammer.internal.ops.BinaryOps;
import jackhammer.internal.ops.Pointwise.BinaryOp;
import jackhammer.internal.ops.Pointwise.UnaryOp;
import jackhammer.internal.ops.UnaryOps;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An op without a sample fails the build. */
class OpCompletenessTest {
  /** What makes tensors from nothing or from Java's values: tested beside the factories. */
  private static final Set<String> FACTORIES =
      Set.of(
          "arange",
          "empty",
          "emptyLike",
          "eye",
          "fromArray",
          "fromByteBuffer",
          "full",
          "fullLike",
          "linspace",
          "logspace",
          "ones",
          "onesLike",
          "rand",
          "randLike",
          "randint",
          "randintLike",
          "randn",
          "randnLike",
          "randperm",
          "size",
          "slice",
          "tensor",
          "zeros",
          "zerosLike");

  private static Set<String> covered() {
    return OpSamples.all().stream()
        .flatMap(row -> row.covers.stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyMethodOfAFamilyHasASample() {
    Set<String> missing = new TreeSet<>();
    for (Class<?> family : Tensor.class.getInterfaces()) {
      if (family == RandomOps.class) {
        continue; // RandomStreamsTest compares what is drawn.
      }
      for (Method m : family.getDeclaredMethods()) {
        if (Modifier.isPublic(m.getModifiers())) {
          missing.add(m.getName());
        }
      }
    }
    for (Class<?> c = Tensor.class; c != Object.class; c = c.getSuperclass()) {
      for (Method m : c.getDeclaredMethods()) {
        if (Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers())) {
          missing.add(m.getName());
        }
      }
    }
    missing.removeAll(FACTORIES);
    missing.removeAll(covered());
    assertThat(missing).as("methods without a row in OpSamples").isEmpty();
  }

  @Test
  void everyRowOfTheTablesHasASample() throws IllegalAccessException {
    Set<String> missing = new TreeSet<>();
    for (Class<?> table : new Class<?>[] {UnaryOps.class, BinaryOps.class}) {
      for (Field f : table.getDeclaredFields()) {
        if (Modifier.isPublic(f.getModifiers())) {
          Object op = f.get(null);
          missing.add(op instanceof UnaryOp u ? u.name() : ((BinaryOp) op).name());
        }
      }
    }
    missing.removeAll(OpSamples.all().stream().map(row -> row.key).collect(Collectors.toSet()));
    assertThat(missing).as("rows of UnaryOps and BinaryOps without a row in OpSamples").isEmpty();
  }

  @Test
  void everySampleNamesSomething() {
    for (Row row : OpSamples.all()) {
      assertThat(row.cases).as(row.key).isNotEmpty();
    }
  }
}
