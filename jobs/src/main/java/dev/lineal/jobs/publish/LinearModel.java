package dev.lineal.jobs.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.model.Metric;
import dev.lineal.lineage.study.Decimal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A released model on raw features, the standardisation taken out: intercept + sum of weight x
 * value is the margin or the prediction.
 *
 * @param task what it predicts
 * @param features names, in the order of the weights
 * @param weights one per feature
 * @param intercept of the form
 * @param metrics what the trainer says of it; perhaps none
 */
public record LinearModel(
    Task task, List<String> features, double[] weights, double intercept, List<Metric> metrics) {
  static final String SCHEMA = "lineal.linear-model/1";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public LinearModel {
    features = List.copyOf(features);
    weights = weights.clone();
    metrics = List.copyOf(metrics);
    if (features.size() != weights.length) {
      throw new IllegalArgumentException(
          features.size() + " features and " + weights.length + " weights do not fit together.");
    }
  }

  /** A model that nobody measured. */
  public LinearModel(Task task, List<String> features, double[] weights, double intercept) {
    this(task, features, weights, intercept, List.of());
  }

  /** The same with what was measured of it. */
  LinearModel with(List<Metric> measured) {
    return new LinearModel(task, features, weights, intercept, measured);
  }

  /**
   * Takes the standardisation z = (x - mean) / deviation out of a released model.
   *
   * @param standardised weights of z, the bias last
   */
  public static LinearModel unstandardised(
      Task task,
      List<String> features,
      double[] standardised,
      double[] means,
      double[] deviations) {
    int d = features.size();
    if (standardised.length != d + 1 || means.length != d || deviations.length != d) {
      throw new IllegalArgumentException(
          "A model of " + d + " features has as many moments and one weight more.");
    }
    double[] weights = new double[d];
    double intercept = standardised[d];
    for (int j = 0; j < d; j++) {
      weights[j] = standardised[j] / deviations[j];
      intercept -= weights[j] * means[j];
    }
    return new LinearModel(task, features, weights, intercept);
  }

  /**
   * The same for a regression, whose target t = (y - mean) / deviation is standardised as well.
   *
   * @param means of the features, the target's last
   * @param deviations likewise
   */
  public static LinearModel ofStandardisedTarget(
      List<String> features, double[] standardised, double[] means, double[] deviations) {
    int d = features.size();
    if (means.length != d + 1 || deviations.length != d + 1) {
      throw new IllegalArgumentException("A regression has moments of its target, too.");
    }
    double[] scaled = Arrays.stream(standardised).map(w -> w * deviations[d]).toArray();
    scaled[d] += means[d];
    return unstandardised(
        Task.LINEAR, features, scaled, Arrays.copyOf(means, d), Arrays.copyOf(deviations, d));
  }

  /** One object: schema, task, intercept, features of name and weight, metrics where there are. */
  public String toJson() {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("schema", SCHEMA).put("task", task.text()).put("intercept", intercept);
    ArrayNode list = node.putArray("features");
    for (int j = 0; j < weights.length; j++) {
      list.addObject().put("name", features.get(j)).put("weight", weights[j]);
    }
    if (!metrics.isEmpty()) {
      ArrayNode measured = node.putArray("metrics");
      metrics.forEach(metric -> measured.add(json(metric)));
    }
    return node.toPrettyString() + "\n";
  }

  private static ObjectNode json(Metric metric) {
    return MAPPER
        .createObjectNode()
        .put("name", metric.name())
        .put("value", metric.value().text())
        .put("rows", metric.rows())
        .put("data_sha256", metric.data().toString())
        .put("computed_by", metric.computedBy().text());
  }

  private static Metric metric(JsonNode node) {
    return new Metric(
        node.required("name").asText(),
        new Decimal(node.required("value").asText()),
        Sha256.parse(node.required("data_sha256").asText()),
        node.required("rows").asLong(),
        new Address(node.required("computed_by").asText()));
  }

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.lineal.jobs.JobException when the text is no model of this version
   */
  public static LinearModel parse(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (!SCHEMA.equals(node.path("schema").asText())) {
        throw notAModel("its schema is not " + SCHEMA);
      }
      List<String> features = new ArrayList<>();
      List<Double> weights = new ArrayList<>();
      for (JsonNode feature : node.path("features")) {
        features.add(feature.required("name").asText());
        weights.add(feature.required("weight").doubleValue());
      }
      List<Metric> metrics = new ArrayList<>();
      node.path("metrics").forEach(one -> metrics.add(metric(one)));
      return new LinearModel(
          Task.parse(node.path("task").asText()),
          features,
          weights.stream().mapToDouble(Double::doubleValue).toArray(),
          node.required("intercept").doubleValue(),
          metrics);
    } catch (IOException | IllegalArgumentException e) {
      throw notAModel(e.getMessage());
    }
  }

  private static RuntimeException notAModel(String why) {
    return JobErrors.usage(
        "The file is no model: " + why + ".", "Use the model.json that a release wrote.");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearModel that
        && task == that.task
        && features.equals(that.features)
        && Arrays.equals(weights, that.weights)
        && intercept == that.intercept
        && metrics.equals(that.metrics);
  }

  @Override
  public int hashCode() {
    return Objects.hash(task, features, Arrays.hashCode(weights), intercept, metrics);
  }
}
