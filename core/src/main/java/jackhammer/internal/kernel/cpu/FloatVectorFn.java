package jackhammer.internal.kernel.cpu;

// Twins: Double

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Shapes of functions on vectors of float32, and their pairs with the same function on one float32.
 */
final class FloatVectorFn {
  private FloatVectorFn() {}

  interface Of1 {
    FloatVector of(FloatVector x);
  }

  interface Of2 {
    FloatVector of(FloatVector a, FloatVector b);
  }

  interface Of3 {
    FloatVector of(FloatVector a, FloatVector b, FloatVector c);
  }

  interface Test1 {
    VectorMask<Float> of(FloatVector x);
  }

  interface Test2 {
    VectorMask<Float> of(FloatVector a, FloatVector b);
  }

  /** Which lanes the vector form can do; where one cannot, the scalar form does them all. */
  interface Domain {
    VectorMask<Float> of(FloatVector x);
  }

  record Pair1(FloatFn.Of1 scalar, Of1 vector) {}

  record Pair2(FloatFn.Of2 scalar, Of2 vector) {}

  record Pair3(FloatFn.Of3 scalar, Of3 vector) {}

  record PairTest1(FloatFn.Test1 scalar, Test1 vector) {}

  record PairTest2(FloatFn.Test2 scalar, Test2 vector) {}

  record Guarded(FloatFn.Of1 scalar, Of1 vector, Domain domain) {}
}
