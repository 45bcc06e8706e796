package dev.lineal.lineage.model;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.manifest.ParentModel;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Moments;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model on raw features as exact decimals: what a derived model starts from. Written by jobs as
 * {@value #FILE}.
 *
 * @param task what it predicts
 * @param weights by feature, in the file's order
 * @param intercept of the form
 */
public record ReleasedModel(Task task, Map<String, BigDecimal> weights, BigDecimal intercept) {
  /** Its name among a model's files. */
  public static final String FILE = "model.json";

  private static final String SCHEMA = "lineal.linear-model/1";

  /** No double's text has more digits before or behind the point. */
  private static final int MOST_DIGITS = 1_100;

  /** Digits of a quotient by a deviation. */
  private static final MathContext QUOTIENT = new MathContext(80, RoundingMode.HALF_EVEN);

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  public ReleasedModel {
    weights = new LinkedHashMap<>(weights);
  }

  /**
   * Reads a model.json.
   *
   * @throws dev.lineal.lineage.LineageException when the text is no model of this version
   */
  public static ReleasedModel parse(byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (!SCHEMA.equals(node.path("schema").asText())) {
        throw new IllegalArgumentException("its schema is not " + SCHEMA);
      }
      Map<String, BigDecimal> weights = new LinkedHashMap<>();
      for (JsonNode feature : node.path("features")) {
        String name = feature.required("name").asText();
        if (weights.put(name, number(feature.required("weight"))) != null) {
          throw new IllegalArgumentException("feature " + name + " is there twice");
        }
      }
      return new ReleasedModel(
          Task.parse(node.path("task").asText()), weights, number(node.required("intercept")));
    } catch (IOException | IllegalArgumentException e) {
      throw LineageErrors.notAModel(e.getMessage());
    }
  }

  private static BigDecimal number(JsonNode node) {
    BigDecimal value = node.isNumber() ? node.decimalValue() : null;
    if (value == null || Math.abs((long) value.scale()) + value.precision() > MOST_DIGITS) {
      throw new IllegalArgumentException("a weight or the intercept is no number");
    }
    return value;
  }

  /**
   * The weights with which a training of a study starts: standardised by the study's moments, w / R
   * at scale 2^40, rounded half even.
   *
   * @param moments of the study; a regression's target is last
   * @param training of the plan
   * @throws dev.lineal.lineage.LineageException where the model is not of the study's columns
   */
  public List<Long> standardised(Moments moments, Training training) {
    List<ColumnMoments> columns = moments.columns();
    boolean linear = training.task() == Task.LINEAR;
    List<ColumnMoments> features = linear ? columns.subList(0, columns.size() - 1) : columns;
    List<String> names = features.stream().map(ColumnMoments::name).toList();
    if (task != training.task() || !weights.keySet().equals(new java.util.HashSet<>(names))) {
      throw LineageErrors.otherColumns(
          task.text(), weights.keySet(), training.task().text(), names);
    }
    BigDecimal bias = intercept;
    List<BigDecimal> scaled = new ArrayList<>();
    for (ColumnMoments column : features) {
      BigDecimal weight = weights.get(column.name());
      scaled.add(weight.multiply(column.deviation().value()));
      bias = bias.add(weight.multiply(column.mean().value()));
    }
    BigDecimal unit = BigDecimal.ONE;
    if (linear) {
      ColumnMoments target = columns.get(columns.size() - 1);
      bias = bias.subtract(target.mean().value());
      unit = target.deviation().value();
    }
    scaled.add(bias);
    BigDecimal interval = BigDecimal.valueOf(training.interval()).multiply(unit);
    return scaled.stream().map(weight -> fixed(weight, interval)).toList();
  }

  private static long fixed(BigDecimal weight, BigDecimal unit) {
    BigDecimal fixed =
        weight
            .multiply(BigDecimal.valueOf(1L << ParentModel.SCALE_BITS))
            .divide(unit, QUOTIENT)
            .setScale(0, RoundingMode.HALF_EVEN);
    if (fixed.abs().compareTo(BigDecimal.valueOf(Require.MAX_JSON_INTEGER)) > 0) {
      throw LineageErrors.notAModel("a weight is too large for this study's columns");
    }
    return fixed.longValueExact();
  }
}
