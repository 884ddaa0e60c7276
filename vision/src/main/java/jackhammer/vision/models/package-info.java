/** Networks for pictures. */
package jackhammer.vision.models;
