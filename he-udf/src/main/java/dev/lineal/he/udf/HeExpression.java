package dev.lineal.he.udf;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.ExpectsInputTypes;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Iterator;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * A call of a {@link ScalarFunction}: BINARY, null when an argument is null. Public, as Spark
 * copies expressions by reflection; write {@code he_add(a, b)} instead.
 */
public final class HeExpression extends Expression
    implements ExpectsInputTypes, CodegenFallback, Serializable {
  private static final long serialVersionUID = 1L;

  private final ScalarFunction function;
  private final Seq<Expression> arguments;

  public HeExpression(ScalarFunction function, Seq<Expression> arguments) {
    this.function = function;
    this.arguments = arguments;
  }

  @Override
  public Object eval(InternalRow row) {
    Object[] values = new Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.apply(i).eval(row);
      if (values[i] == null) {
        return null;
      }
    }
    return function.apply(values);
  }

  @Override
  public DataType dataType() {
    return DataTypes.BinaryType;
  }

  @Override
  public boolean nullable() {
    return true;
  }

  @Override
  public boolean deterministic() {
    return function.deterministic() && super.deterministic();
  }

  @Override
  public Seq<AbstractDataType> inputTypes() {
    return function.signature().inputTypes();
  }

  @Override
  public TypeCheckResult checkInputDataTypes() {
    return ExpectsInputTypes.super.checkInputDataTypes();
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode code) {
    return CodegenFallback.super.doGenCode(context, code);
  }

  @Override
  public Seq<Expression> children() {
    return arguments;
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return new HeExpression(function, children);
  }

  @Override
  public String prettyName() {
    return function.signature().name();
  }

  @Override
  public Iterator<Object> stringArgs() {
    return Iterator.single((Object) arguments);
  }

  @Override
  public int productArity() {
    return 2;
  }

  @Override
  public Object productElement(int n) {
    return n == 0 ? function : arguments;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof HeExpression;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeExpression that
        && function == that.function
        && arguments.equals(that.arguments);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
