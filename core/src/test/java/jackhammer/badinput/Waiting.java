package jackhammer.badinput;

/** What PyTorch was asked about and we do not have, or cannot write down. */
final class Waiting {
  private Waiting() {}

  static void add(Probes p) {
    String nn = "jackhammer.nn.";
    p.waitFor(nn + "KLDivLoss", "KLDiv ")
        .waitFor(nn + "SmoothL1Loss", "SmoothL1 ")
        .waitFor(nn + "HuberLoss", "Huber ")
        .waitFor(nn + "MultiMarginLoss", "MultiMargin")
        .waitFor(nn + "MultiLabelMarginLoss", "MultiLabelMargin")
        .waitFor(nn + "CosineEmbeddingLoss", "CosineEmbedding")
        .waitFor(nn + "MarginRankingLoss", "MarginRanking")
        .waitFor(nn + "TripletMarginLoss", "TripletMargin")
        .waitFor(nn + "GaussianNLLLoss", "GaussianNLL ")
        .waitFor(nn + "CTCLoss", "CTC ")
    for (String layer : new String[] {"RNNCell", "LSTMCell", "GRUCell"}) {
      p.waitFor(nn + layer, layer + " ");
    }
    p.waitFor(nn + "RNN", "RNN(4,5", "RNN ")
        .waitFor(nn + "LSTM", "LSTM(4,5", "LSTM ")
        .waitFor(nn + "GRU", "GRU(4,5", "GRU ")
        .waitFor(nn + "PackedSequence", "pack ", "pad_packed ", "pad_sequence ")
        .waitFor("jackhammer.LinalgOps#cholesky", "cholesky")
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
