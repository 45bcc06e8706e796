package dev.lineal.he.udf;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.errors.QueryCompilationErrors;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.util.Failure;

/**
 * What the analyser knows of a function; all of them give BINARY, and nothing is cast implicitly.
 *
 * @param name in SQL
 * @param group of Spark's function catalogue
 * @param usage the text of DESCRIBE FUNCTION, {@code _FUNC_} standing for the name
 * @param inputs types of the arguments
 */
record Signature(String name, String group, String usage, List<DataType> inputs) {
  static final DataType CIPHERTEXT = DataTypes.BinaryType;
  static final DataType CIPHERTEXTS = DataTypes.createArrayType(CIPHERTEXT);

  static Signature scalar(String name, String usage, DataType... inputs) {
    return new Signature(name, "misc_funcs", usage, List.of(inputs));
  }

  static Signature aggregate(String name, String usage, DataType... inputs) {
    return new Signature(name, "agg_funcs", usage, List.of(inputs));
  }

  /** {@link #inputs} as Spark's type check takes them. */
  Seq<AbstractDataType> inputTypes() {
    List<AbstractDataType> types = List.copyOf(inputs);
    return CollectionConverters.asScala(types).toSeq();
  }

  /** Fails the analysis when the number of arguments is wrong. */
  Seq<Expression> requireArity(Seq<Expression> arguments) {
    if (arguments.size() == inputs.size()) {
      return arguments;
    }
    Throwable error =
        QueryCompilationErrors.wrongNumArgsError(
            name,
            CollectionConverters.asScala(List.<Object>of(inputs.size())).toSeq(),
            arguments.size(),
            QueryCompilationErrors.wrongNumArgsError$default$4(),
            QueryCompilationErrors.wrongNumArgsError$default$5(),
            QueryCompilationErrors.wrongNumArgsError$default$6());
    // A checked AnalysisException to Java, but not to the Scala function that builds expressions.
    return new Failure<Seq<Expression>>(error).get();
  }

  ExpressionInfo info(Class<? extends Expression> expression) {
    return new ExpressionInfo(
        expression.getName(), null, name, usage, "", "", "", group, "0.1.0", "", "java_udf");
  }
}
