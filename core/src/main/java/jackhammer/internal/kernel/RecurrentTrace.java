package jackhammer.internal.kernel;

/**
 * What the gradient of a recurrent layer needs to know of each step; all contiguous, one row for
 * each row of the layer.
 *
 * @param gates [rows, gates * H], activated
 * @param hidden [rows, P], the state before the step
 * @param cell [rows, H], LSTM's cell state before the step, else null
 * @param inner [rows, H]: tanh of LSTM's cell state after the step; R_n of a GRU; else null
 * @param unprojected [rows, H], the output before the projection, or null without one
 */
public record RecurrentTrace(
    Strided gates, Strided hidden, Strided cell, Strided inner, Strided unprojected) {}
