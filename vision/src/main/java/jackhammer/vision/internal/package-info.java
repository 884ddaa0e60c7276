/** The arithmetic of pictures that readers and transforms share; no part of the interface. */
package jackhammer.vision.internal;
