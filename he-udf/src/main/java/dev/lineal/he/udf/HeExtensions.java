package dev.lineal.he.udf;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.Function1;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Registers the ciphertext functions in a session, for SQL, Java and PySpark alike: {@code
 * spark.sql.extensions=dev.lineal.he.udf.HeExtensions}, after Delta's entry and a comma.
 */
public final class HeExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    for (ScalarFunction function : ScalarFunction.values()) {
      inject(
          extensions,
          function.signature(),
          HeExpression.class,
          arguments -> new HeExpression(function, arguments));
    }
    inject(extensions, HeSum.SIGNATURE, HeSum.class, HeSum::new);
    return BoxedUnit.UNIT;
  }

  private static void inject(
      SparkSessionExtensions extensions,
      Signature signature,
      Class<? extends Expression> expression,
      Function1<Seq<Expression>, Expression> builder) {
    extensions.injectFunction(
        new Tuple3<>(
            FunctionIdentifier.apply(signature.name()),
            signature.info(expression),
            arguments -> builder.apply(signature.requireArity(arguments))));
  }
}
