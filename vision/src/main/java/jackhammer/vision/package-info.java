/** Data sets of pictures and what turns pictures into tensors. */
package jackhammer.vision;
