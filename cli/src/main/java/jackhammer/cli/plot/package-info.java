/** Pictures of what a training did. */
package jackhammer.cli.plot;
