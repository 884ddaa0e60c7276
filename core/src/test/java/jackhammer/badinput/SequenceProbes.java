package jackhammer.badinput;

import static jackhammer.Tensor.randn;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;

import jackhammer.Tensor;
import jackhammer.nn.CTCLoss;
import jackhammer.nn.F;

/** The loss of unaligned targets. */
final class SequenceProbes {
  private static final Tensor TARGETS = tensor(new long[][] {{1, 2, 3}, {2, 3, 4}});

  private SequenceProbes() {}

  static void add(Probes p) {
    Tensor logs = randn(10, 2, 5).logSoftmax(2);
    CTCLoss ctc = new CTCLoss();
    p.works(
            "CTC ok dims",
            () -> ctc.call(logs, TARGETS, tensor(10, 10), tensor(3, 2)).size(),
            "torch.Size([])")
        .refused(
            "CTC in_len batch",
            () -> ctc.call(logs, TARGETS, zeros(1).toLong(), tensor(3, 2)),
            "ctcLoss: input_lengths must have one length for each of the 2 entries of the batch, got"
                + " size [1]")
        .refused(
            "CTC tgt_len batch",
            () -> ctc.call(logs, TARGETS, tensor(10, 10), tensor(3, 2, 1)),
            "ctcLoss: target_lengths must have one length for each of the 2 entries of the batch,"
                + " got size [3]")
        .refused(
            "CTC in_len > T",
            () -> ctc.call(logs, TARGETS, tensor(10, 11), tensor(3, 2)),
            "ctcLoss: input_lengths must be from 0 to 10, the steps T of log_probs, got 11 in row 1")
        .refused(
            "CTC in_len neg",
            () -> ctc.call(logs, TARGETS, tensor(-1, 10), tensor(3, 2)),
            "ctcLoss: input_lengths must be from 0 to 10",
            "got a negative number in row 0")
        .refused(
            "CTC tgt too long",
            () -> ctc.call(logs, TARGETS, tensor(10, 10), tensor(3, 4)),
            "ctcLoss: target_lengths must be from 0 to 3, the classes that targets [2, 3] has room"
                + " for, got 4 in row 1")
        .refused(
            "CTC concat tgt wrong",
            () -> ctc.call(logs, tensor(1, 2, 3, 4, 1), tensor(10, 10), tensor(3, 3)),
            "ctcLoss: targets of one dimension must have as many classes as target_lengths together,"
                + " 6, got 5")
        .refused(
            "CTC blank range",
            () -> new CTCLoss(o -> o.blank(5)).call(logs, TARGETS, tensor(10, 10), tensor(3, 2)),
            "ctcLoss: blank must be one of the 5 classes of log_probs, 0 to 4, got 5")
        .refused(
            "CTC float targets",
            () -> ctc.call(logs, TARGETS.toFloat(), tensor(10, 10), tensor(3, 2)),
            "ctcLoss: targets must be of an integer type, got torch.float32")
        .refused(
            "CTC float lengths",
            () -> ctc.call(logs, TARGETS, tensor(10.0, 10.0), tensor(3, 2)),
            "ctcLoss: input_lengths must be of an integer type, got torch.float32")
        .works(
            "CTC impossible -> inf",
            () -> F.ctcLoss(logs, TARGETS, tensor(2, 1), tensor(3, 2), o -> o.reduction("none")),
            "tensor([inf, inf])")
        .works(
            "CTC impossible zero_infinity",
            () ->
                F.ctcLoss(
                    logs,
                    TARGETS,
                    tensor(2, 1),
                    tensor(3, 2),
                    o -> o.reduction("none").zeroInfinity(true)),
            "tensor([0., 0.])")
        .refused(
            "CTC target idx out of classes",
            () ->
                ctc.call(
                    logs,
                    tensor(new long[][] {{1, 2, 3}, {2, 7, 4}}),
                    tensor(10, 10),
                    tensor(3, 2)),
            "ctcLoss: targets must hold classes in [0, 5) other than blank = 0, got 7 in row 1 at"
                + " place 1")
        .works(
            "CTC empty target",
            () -> ctc.call(zeros(10, 2, 5), zeros(2, 0).toLong(), tensor(10, 10), tensor(0, 0)),
            "tensor(0.)")
        .refused(
            "CTC 4D",
            () -> ctc.call(logs.unsqueeze(0), TARGETS, tensor(10, 10), tensor(3, 2)),
            "ctcLoss: log_probs must be (T, N, C), or (T, C) for one entry, got size [1, 10, 2, 5]");
  }
}
