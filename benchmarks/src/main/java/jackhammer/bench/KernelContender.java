package jackhammer.bench;

import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Kernels;
import jackhammer.internal.kernel.PoolArgs;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Unary;
import jackhammer.internal.kernel.cpu.CpuKernels;
import jackhammer.internal.memory.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Our kernels without tensors around them: what is lost above them shows as the difference to the
 * library's own rows.
 */
final class KernelContender implements Contender {

  private final Kernels kernels = new CpuKernels();
  private Supplier<List<Strided>> job;

  KernelContender(int threads) {
    Jackhammer.threads(threads);
  }

  @Override
  public String name() {
    return "Jackhammer's kernels (" + kernels.describe() + ")";
  }

  @Override
  public void prepare(Row row, long seed) {
    job = null;
    Jackhammer.convolution(row.algorithm());
    List<Work.Input> inputs = row.work().inputs();
    Strided[] in = new Strided[inputs.size()];
    for (int i = 0; i < in.length; i++) {
      int[] sizes = inputs.get(i).shape().stream().mapToInt(Integer::intValue).toArray();
      in[i] =
          inputs.get(i).classes() > 0
              ? Strided.of(Storage.wrap(DType.INT64, Fill.labels(inputs.get(i), seed, i)), sizes)
              : Strided.of(Storage.wrap(DType.FLOAT32, Fill.floats(inputs.get(i), seed, i)), sizes);
    }
    job = job(row.work(), in);
  }

  private Supplier<List<Strided>> job(Work work, Strided[] in) {
    return switch (work) {
      case Work.Gemm g -> {
        Strided a = g.leftTurned() ? in[0].transpose(0, 1) : in[0];
        Strided b = g.rightTurned() ? in[1].transpose(0, 1) : in[1];
        yield () -> {
          Strided c = out(g.m(), g.n());
          kernels.matmul(a, b, null, false, c);
          return List.of(c);
        };
      }
      case Work.MatVec v ->
          () -> {
            Strided y = out(v.m());
            kernels.dot(in[0], in[1].expand(in[0].sizes()), y);
            return List.of(y);
          };
      case Work.Conv c -> conv(c, in);
      case Work.Elementwise e ->
          () -> {
            Strided y = out(e.size());
            switch (e.op()) {
              case "add" -> kernels.binary(Binary.ADD, in[0], in[1], y);
              case "relu" -> kernels.unary(Unary.RELU, in[0], y);
              case "tanh" -> kernels.unary(Unary.TANH, in[0], y);
              case "exp" -> kernels.unary(Unary.EXP, in[0], y);
              case "silu" -> kernels.unary(Unary.SILU, in[0], y);
              case "gelu" -> kernels.unary(Unary.GELU, in[0], y);
              case "sum" -> {
                y = out(1);
                kernels.reduce(Reduce.SUM, in[0], y);
              }
              default -> throw new UnsupportedOperationException(e.op());
            }
            return List.of(y);
          };
      case Work.Softmax s ->
          () -> {
            Strided y = out(s.rows(), s.columns());
            kernels.softmax(in[0], 1, s.log(), y);
            return List.of(y);
          };
      case Work.Pool p when p.op().equals("max") -> {
        PoolArgs args =
            new PoolArgs(each(p, p.size()), each(p, p.stride()), each(p, p.pad()), each(p, 1));
        int[] size =
            IntStream.concat(
                    IntStream.of(p.n(), p.c()), p.out().stream().mapToInt(Integer::intValue))
                .toArray();
        yield () -> {
          Strided y = out(size);
          kernels.maxPool(in[0], args, y, null);
          return List.of(y);
        };
      }
      case Work.Pool p -> throw new UnsupportedOperationException("only maximum pools");
      case Work.Activation a ->
          throw new UnsupportedOperationException(
              "a function with its gradient is several kernels");
      case Work.Norm n -> throw new UnsupportedOperationException("a norm is several kernels");
      case Work.Recurrent r ->
          throw new UnsupportedOperationException("a recurrent layer is several kernels");
      case SequenceWork s -> throw new UnsupportedOperationException("several kernels");
      case Work.AdamStep a ->
          throw new UnsupportedOperationException("an optimizer is more than kernels");
      case Work.LenetInfer l ->
          throw new UnsupportedOperationException("a network is more than kernels");
      case Work.LenetTrain l ->
          throw new UnsupportedOperationException("a network is more than kernels");
      case Work.Step s -> throw new UnsupportedOperationException("a network is more than kernels");
    };
  }

  private Supplier<List<Strided>> conv(Work.Conv c, Strided[] in) {
    if (c.transposed()) {
      throw new UnsupportedOperationException("a transposed convolution is another one's gradient");
    }
    int[] pad = c.inEach(c.pad());
    ConvArgs args = new ConvArgs(c.inEach(c.stride()), pad, pad, c.inEach(1), c.groups());
    int[] size = in[0].sizes().clone();
    size[1] = c.oc();
    for (int d = 0; d < pad.length; d++) {
      size[d + 2] = c.out().get(d);
    }
    int[] biasSize = new int[size.length];
    Arrays.fill(biasSize, 1);
    biasSize[1] = c.oc();
    return () -> {
      Strided y = out(size);
      kernels.conv(in[0], in[1], in[2], args, false, y);
      if (!c.backward()) {
        return List.of(y);
      }
      Strided gx = out(in[0].sizes());
      Strided gw = out(in[1].sizes());
      Strided gb = out(biasSize);
      kernels.convBackwardData(in[3], in[1], args, gx);
      kernels.convBackwardWeight(in[3], in[0], args, gw);
      kernels.reduce(Reduce.SUM, in[3], gb);
      return List.of(y, gx, gw, gb);
    };
  }

  private static int[] each(Work.Pool p, int value) {
    int[] a = new int[p.in().size()];
    Arrays.fill(a, value);
    return a;
  }

  private static Strided out(int... sizes) {
    return Strided.empty(DType.FLOAT32, sizes);
  }

  @Override
  public long time(int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      job.get();
    }
    return System.nanoTime() - start;
  }

  @Override
  public float[] result() {
    List<Strided> outputs = job.get();
    float[] all = new float[outputs.stream().mapToInt(Strided::numel).sum()];
    int at = 0;
    for (Strided s : outputs) {
      System.arraycopy(s.storage().floats(), s.offset(), all, at, s.numel());
      at += s.numel();
    }
    return all;
  }

  @Override
  public void close() {}
}
