package jackhammer.internal.kernel.cpu;

// Twins: Double, Long

/** Shapes of functions on float32. */
final class FloatFn {
  private FloatFn() {}

  interface Of1 {
    float of(float x);
  }

  interface Of2 {
    float of(float a, float b);
  }

  interface Of3 {
    float of(float a, float b, float c);
  }

  interface Test1 {
    boolean of(float x);
  }

  interface Test2 {
    boolean of(float a, float b);
  }
}
