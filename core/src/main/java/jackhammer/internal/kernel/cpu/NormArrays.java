package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;

/**
 * What the loops of a norm read and write: arrays of one kind, and where they begin. What is absent
 * stands there as numbers that leave everything as it is: weights 1, biases -0, means 0.
 */
final class NormArrays {
  private final Kind kind;
  Object x;
  int x0;
  Object mean;
  int mean0;
  Object scale;
  int scale0;
  Object weight;
  int weight0;
  Object bias;
  int bias0;
  Object g;
  int g0;
  Object out;
  int out0;

  /** Of each row, for the gradient: (g * weight + fma(z, slope, shift)) * factor. */
  Object shift;

  Object slope;
  Object factor;

  private NormArrays(Kind kind) {
    this.kind = kind;
  }

  /**
   * @param mean null: nothing is subtracted
   */
  static NormArrays of(NormRows x, Strided mean, Strided scale) {
    NormArrays a = new NormArrays(x.kind());
    a.x = x.array();
    a.x0 = x.offset();
    a.mean = mean == null ? a.kind.newArray(x.rows()) : Kind.array(mean.storage());
    a.mean0 = mean == null ? 0 : mean.offset();
    a.scale = Kind.array(scale.storage());
    a.scale0 = scale.offset();
    return a;
  }

  /**
   * @param weight null: {@code n} times 1
   * @param bias null: {@code n} times -0
   */
  NormArrays affine(Strided weight, Strided bias, int n) {
    this.weight = weight == null ? filled(kind, n, 1) : Kind.array(weight.storage());
    weight0 = weight == null ? 0 : weight.offset();
    this.bias = bias == null ? filled(kind, n, -0.0) : Kind.array(bias.storage());
    bias0 = bias == null ? 0 : bias.offset();
    return this;
  }

  NormArrays gradient(NormRows upstream) {
    g = upstream.array();
    g0 = upstream.offset();
    return this;
  }

  NormArrays to(Object out, int out0) {
    this.out = out;
    this.out0 = out0;
    return this;
  }

  /** The same rows under one weight of 1, standardised into {@code z}. */
  NormArrays standardised(Object z) {
    NormArrays a = new NormArrays(kind);
    a.x = x;
    a.x0 = x0;
    a.mean = mean;
    a.mean0 = mean0;
    a.scale = scale;
    a.scale0 = scale0;
    return a.affine(null, null, 1).gradient(g, g0).to(z, 0);
  }

  /** The upstream gradient under these weights, as rows with mean 0 and scale 1. */
  NormArrays weighted(Object h) {
    NormArrays a = plain(kind, g, g0);
    a.weight = weight;
    a.weight0 = weight0;
    a.bias = bias;
    a.bias0 = bias0;
    return a.to(h, 0);
  }

  /** Rows that are standardised and a gradient that is weighted. */
  static NormArrays ready(Kind kind, Object z, Object h) {
    return plain(kind, z, 0).gradient(h, 0);
  }

  /** One array for everything that is read. */
  static NormArrays trial(Object all, Object out) {
    NormArrays a = new NormArrays(null).gradient(all, 0).to(out, 0);
    a.x = all;
    a.mean = all;
    a.scale = all;
    a.weight = all;
    a.bias = all;
    a.shift = all;
    a.slope = all;
    a.factor = all;
    return a;
  }

  private static NormArrays plain(Kind kind, Object x, int x0) {
    NormArrays a = new NormArrays(kind);
    a.x = x;
    a.x0 = x0;
    a.mean = kind.newArray(NormLoop.ABREAST);
    a.scale = filled(kind, NormLoop.ABREAST, 1);
    return a.affine(null, null, 1);
  }

  private NormArrays gradient(Object g, int g0) {
    this.g = g;
    this.g0 = g0;
    return this;
  }

  static Object filled(Kind kind, int n, double value) {
    Object array = kind.newArray(n);
    for (int i = 0; i < n; i++) {
      NormRows.set(array, i, value);
    }
    return array;
  }
}
