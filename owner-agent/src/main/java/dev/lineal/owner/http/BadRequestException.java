package dev.lineal.owner.http;

/** A request that HTTP alone shows to be wrong. */
final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String action;

  private BadRequestException(int status, String code, String detail, String action) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.action = action;
  }

  static BadRequestException lengthMissing() {
    return new BadRequestException(
        411, "length-required", "The request states no length.", "Send a Content-Length.");
  }

  static BadRequestException tooLong(long most) {
    return new BadRequestException(
        413, "body-size", "The body is longer than " + most + " bytes.", "Send less.");
  }

  static BadRequestException cutOff() {
    return new BadRequestException(
        400, "cut-off", "The body ended before its stated length.", "Send it again.");
  }

  static BadRequestException path(String what) {
    return new BadRequestException(
        400, "path", "The address has no valid " + what + ".", "See docs/http.md for the routes.");
  }

  static BadRequestException header(String name) {
    return new BadRequestException(
        400, "header", "The header " + name + " is no length within the body.", "Send one.");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String action() {
    return action;
  }
}
