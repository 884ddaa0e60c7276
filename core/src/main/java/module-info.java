/**
 * Deep learning for the JVM: PyTorch's convolutional and recurrent networks in pure Java.
 *
 * <p>The Vector API module is {@code static} because it is an incubator: a JVM that was started
 * with {@code --add-modules jdk.incubator.vector} gets the SIMD kernels, any other runs the scalar
 * ones.
 */
module jackhammer {
  requires static jdk.incubator.vector;
  requires com.fasterxml.jackson.core;

  exports jackhammer;
  exports jackhammer.data;
  exports jackhammer.io;
  exports jackhammer.nn;
  exports jackhammer.optim;
}
