# NOT BUILT by this project's tests: hadolint reads it, nothing runs it.
# docker build -f cluster/docker/driver.Dockerfile -t lineal/driver:0.1.0 .   from the checkout
# No secret is copied or built in: .dockerignore lets sources through only, and pods mount secrets.
ARG SPARK_VERSION=4.1.0
ARG SCALA_VERSION=2.13
ARG JAVA_VERSION=17

FROM maven:3.9-eclipse-temurin-${JAVA_VERSION} AS build
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends cmake ninja-build g++ python3 python3-pip \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /lineal
COPY . .
# -Pcuda: with liblineal_cuda.so, by the pinned nvcc from the package index.
RUN mvn -q -B -pl jobs -am -Pcuda package -DskipTests -Dnative.tests=OFF \
  && mvn -q -B -f cluster/spark/pom.xml dependency:copy-dependencies \
    -DincludeScope=provided -DincludeGroupIds=io.delta,io.unitycatalog -DoutputDirectory=/lineal/delta

FROM spark:${SPARK_VERSION}-scala${SCALA_VERSION}-java${JAVA_VERSION}-ubuntu
COPY --from=build /lineal/delta/ /opt/spark/jars/
COPY --from=build /lineal/jobs/target/lineal-jobs-0.1.0.jar /opt/lineal/
USER 185
