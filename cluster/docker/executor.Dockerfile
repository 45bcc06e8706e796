# NOT BUILT by this project's tests: hadolint reads it, nothing runs it.
# docker build -f cluster/docker/executor.Dockerfile -t lineal/executor:0.1.0 .   after the driver's
# The library brings CUDA's runtime; the GPU's driver comes from the node, by NVIDIA's container runtime.
FROM lineal/driver:0.1.0
COPY cluster/bin/discover-gpus /opt/lineal/cluster/bin/discover-gpus
ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility
USER 185
