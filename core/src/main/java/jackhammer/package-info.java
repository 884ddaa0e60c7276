/** Tensors, their types, random numbers, gradients and the settings of the process. */
package jackhammer;
