// Peak resident memory of a train step of ResNet-18 on 224 x 224 pictures, batch 8, SGD with
// momentum:
//
//     JACKHAMMER_HEAP=560m JACKHAMMER_JAVA_OPTS="-XX:+UseSerialGC -Xmn16m" \
//       ./jackhammer run benchmarks/StepMemory.java
//     python benchmarks/step_memory.py
//
// prints what Linux counts (VmHWM) and the step's time. The heap is what decides: Java takes as
// much of it as it is given before it collects. The serial collector needs 45 MB less for itself
// than G1, and no part of a region stays empty behind a large array, so that a step finds room in a
// smaller heap: docs/commands.md.

import jackhammer.Jackhammer;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.nn.F;
import jackhammer.optim.SGD;
import jackhammer.vision.models.ResNet;

void main() throws IOException {
  Jackhammer.manualSeed(0);
  var net = ResNet.resnet18();
  var sgd = new SGD(net.parameters(), 1e-3, o -> o.momentum(0.9));
  var x = Tensor.randn(8, 3, 224, 224);
  var y = Tensor.randint(1000, Size.of(8));
  double[] seconds = new double[10];
  for (int i = 0; i < seconds.length; i++) {
    long start = System.nanoTime();
    Jackhammer.step(
        () -> {
          sgd.zeroGrad();
          F.crossEntropy(net.call(x), y).backward();
          sgd.step();
        });
    seconds[i] = (System.nanoTime() - start) / 1e9;
  }
  Arrays.sort(seconds);
  String peak =
      Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .findFirst()
          .orElseThrow();
  IO.println(
      "%s of at most %d MB of heap; median step %.0f ms"
          .formatted(
              peak.replaceAll("\\s+", " "),
              Runtime.getRuntime().maxMemory() >> 20,
              seconds[5] * 1e3));
}
