/// One line of `backstop rules eval`: an expression with the values of its variables.
package struct DynamicCase: Decodable, Sendable {
    /// The name of the line, given back with the result.
    package let id: String
    /// The text of the expression.
    package let expr: String
    /// Values of variables by name.
    package let bindings: [String: DynamicValue]?
    /// The name space that the expression stands in.
    package let container: String?

    /// Reads and evaluates the expression.
    package func result(syntax: SyntaxLimits = .init(), limits: DynamicLimits = .init()) -> DynamicResult {
        do throws(SyntaxErrors) {
            let parsed = try Parser.parse(SourceText(expr), limits: syntax)
            do throws(DynamicError) {
                let value = try DynamicEvaluator.value(
                    of: parsed.root, bindings: bindings ?? [:], container: container ?? "", limits: limits)
                return DynamicResult(id: id, value: value, error: nil)
            } catch {
                let diagnostic = Diagnostic(error.message, at: error.range ?? parsed.root.range, in: parsed.source)
                return DynamicResult(id: id, value: nil, error: diagnostic.text)
            }
        } catch {
            return DynamicResult(id: id, value: nil, error: error.description)
        }
    }
}

/// The value of one line, or why there is none.
package struct DynamicResult: Encodable, Sendable {
    /// The name of the line.
    package let id: String
    /// The value.
    package let value: DynamicValue?
    /// What went wrong.
    package let error: String?

    /// A result for the line of that name.
    package init(id: String, value: DynamicValue?, error: String?) {
        self.id = id
        self.value = value
        self.error = error
    }
}
