/** Reading and writing weights and checkpoints. */
package jackhammer.io;
