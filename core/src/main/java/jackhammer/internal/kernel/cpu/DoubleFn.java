package jackhammer.internal.kernel.cpu;

/** Shapes of functions on float64. */
final class DoubleFn {
  private DoubleFn() {}

  interface Of1 {
    double of(double x);
  }

  interface Of2 {
    double of(double a, double b);
  }

  interface Of3 {
    double of(double a, double b, double c);
  }

  interface Test1 {
    boolean of(double x);
  }

  interface Test2 {
    boolean of(double a, double b);
  }
}
