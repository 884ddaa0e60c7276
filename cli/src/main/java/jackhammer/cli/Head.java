package jackhammer.cli;

import static jackhammer.Tensor.cat;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.nn.F;

/** How the outputs of a network become a loss, a choice between classes, and probabilities. */
enum Head {
  /** An output for each class, softmax. */
  MANY {
    @Override
    int outputs(int classes) {
      return classes;
    }

    @Override
    Tensor loss(Tensor outputs, Tensor labels) {
      return F.crossEntropy(outputs, labels);
    }

    @Override
    Tensor choices(Tensor outputs) {
      return outputs.argmax(1);
    }

    @Override
    Tensor probabilities(Tensor outputs) {
      return outputs.softmax(1);
    }
  },

  /** Two classes and one output, sigmoid: how likely the second is. */
  TWO {
    @Override
    int outputs(int classes) {
      return 1;
    }

    @Override
    Tensor loss(Tensor outputs, Tensor labels) {
      return F.binaryCrossEntropy(outputs.sigmoid(), labels.to(DType.FLOAT32).unsqueeze(1));
    }

    @Override
    Tensor choices(Tensor outputs) {
      return outputs.squeeze(1).ge(0).to(DType.INT64);
    }

    @Override
    Tensor probabilities(Tensor outputs) {
      Tensor second = outputs.sigmoid();
      return cat(1, second.rsub(1), second);
    }
  };

  /** How many outputs the network needs. */
  abstract int outputs(int classes);

  /** The mean loss of a batch; labels are class numbers [N]. */
  abstract Tensor loss(Tensor outputs, Tensor labels);

  /** The likeliest class of each row, int64 [N]. */
  abstract Tensor choices(Tensor outputs);

  /** How likely each class is, [N, classes]. */
  abstract Tensor probabilities(Tensor outputs);
}
