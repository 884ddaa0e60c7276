/** The command line: each command is a class, listed in {@link jackhammer.cli.Main}. */
package jackhammer.cli;
