package jackhammer.badinput;

/** What PyTorch was asked about and we do not have, or cannot write down. */
final class Waiting {
  private Waiting() {}

  static void add(Probes p) {
    p.waitFor("jackhammer.LinalgOps#cholesky", "cholesky")
        .waitFor("jackhammer.LinalgOps#inverse", "inverse singular")
        .waitFor("jackhammer.Tensor#deepcopy", "deepcopy nonleaf")
        .waitFor("jackhammer.optim.LBFGS", "LBFGS ")
        .waitFor("jackhammer.optim.OneCycleLR", "OneCycle ")
        .waitFor(
            "jackhammer.io.TorchFile",
            "load evil",
            "load truncated zip",
            "load flipped data byte",
            "load model object");
    p.doNotCompile(
        "Conv2d kernel=(3,3,3) in 4D",
        "ConvTranspose2d padding=same (str)",
        "MaxPool2d kernel 3-tuple",
        "AdaptiveAvgPool2d 3-tuple",
        "hidden_size float",
        "pad_sequence bare tensor",
        "Softmax no dim (warn)",
        "param assign tensor",
        "no forward",
        "unknown attr",
        "SGD bare tensor");
  }
}
