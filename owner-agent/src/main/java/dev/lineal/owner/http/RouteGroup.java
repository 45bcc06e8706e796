package dev.lineal.owner.http;

import io.javalin.config.RoutesConfig;

/** Routes that belong together; the server adds every group's. */
public interface RouteGroup {
  /** Registers this group's handlers. */
  void add(RoutesConfig routes);
}
