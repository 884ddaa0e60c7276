package jackhammer.internal.kernel;

/**
 * What a step of a recurrent layer multiplies by. Gate g of unit u is row g * H + u.
 *
 * @param hidden [gates * H, P]
 * @param bias [gates * H], or null
 * @param projection [P, H], or null: then P = H
 */
public record RecurrentWeights(Strided hidden, Strided bias, Strided projection) {}
