import Casework
import Testing

@Suite struct ReasonCodeTests {
    @Test(arguments: ReasonCode.allCases)
    func `each reason has an act, a clause and plain words`(code: ReasonCode) {
        #expect(!code.acts.isEmpty && !code.clause.isEmpty)
        #expect(code.chinesePlain.hasSuffix("。") && code.english.hasSuffix("."))
    }
}
