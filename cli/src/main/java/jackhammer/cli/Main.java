package jackhammer.cli;

import jackhammer.Jackhammer;

/** Where the command line begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("jackhammer " + Jackhammer.version());
  }
}
