package jackhammer.internal.kernel;

/**
 * The parameters of one direction of a recurrent layer. Gate g of unit u is row g * H + u.
 *
 * @param input [gates * H, I]
 * @param inputBias [gates * H], or null
 * @param hidden [gates * H, P]
 * @param bias [gates * H], or null
 * @param projection [P, H], or null: then P = H
 */
public record RecurrentWeights(
    Strided input, Strided inputBias, Strided hidden, Strided bias, Strided projection) {}
