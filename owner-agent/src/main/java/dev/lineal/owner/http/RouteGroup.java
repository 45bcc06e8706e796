package dev.lineal.owner.http;

import io.javalin.config.RoutesConfig;

/** Routes that belong together; the server adds every group's. */
public interface RouteGroup {
  /**
   * Registers this group's handlers.
   *
   * @param bodies the one way to read a body or to write a long answer
   */
  void add(RoutesConfig routes, Bodies bodies);
}
