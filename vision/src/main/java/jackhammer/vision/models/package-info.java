/** Networks for pictures and video. */
package jackhammer.vision.models;
