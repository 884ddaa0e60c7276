package jackhammer.internal.kernel.cpu;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this process, of the width that {@link Simd} has chosen. */
final class Wide {
  private static final VectorShape SHAPE = VectorShape.forBitSize(Simd.bits());

  static final VectorSpecies<Float> F = SHAPE.withLanes(float.class);
  static final VectorSpecies<Integer> I = SHAPE.withLanes(int.class);
  static final VectorSpecies<Double> D = SHAPE.withLanes(double.class);

  /** Bytes, one for each lane of F or D: null where there are fewer than eight lanes. */
  static final VectorSpecies<Byte> F_BYTES = bytes(F);

  static final VectorSpecies<Byte> D_BYTES = bytes(D);

  private Wide() {}

  private static VectorSpecies<Byte> bytes(VectorSpecies<?> of) {
    return of.length() < 8
        ? null
        : VectorShape.forBitSize(of.length() * Byte.SIZE).withLanes(byte.class);
  }
}
