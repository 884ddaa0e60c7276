package jackhammer.internal.autograd;

import jackhammer.internal.kernel.Kernels;
import jackhammer.internal.kernel.cpu.CpuKernels;

/** Which implementation of the contract computes: the processor's, so far the only one. */
public final class Backend {
  private static final Kernels KERNELS = new CpuKernels();

  private Backend() {}

  public static Kernels kernels() {
    return KERNELS;
  }
}
