/** Networks for texts and series. */
package jackhammer.text.models;
