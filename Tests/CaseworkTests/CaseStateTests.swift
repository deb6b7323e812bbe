import Casework
import Testing

@Suite struct CaseStateTests {
    @Test(arguments: CaseState.allCases)
    func `each state has a label and a plain sentence in both languages`(state: CaseState) {
        let dates = ProgressDates(
            noticeClosesOn: day("2025-10-09"), supplementDueOn: day("2025-10-09"),
            decisionDue: Deadline(on: day("2025-11-07"), provisional: true, citation: "总时限"))
        for sentence in [state.citizenSentence(), state.citizenSentence(dates)] {
            #expect(sentence.hasSuffix("。") && sentence.count <= 40, "\(sentence)")
        }
        #expect(state.citizenSentenceEnglish(dates).contains("."))
        #expect(!state.chinese.isEmpty && !state.english.isEmpty)
    }

    @Test func `the sentence names the day when it is known`() {
        let dates = ProgressDates(noticeClosesOn: day("2025-10-09"))
        #expect(CaseState.publicity.citizenSentence(dates) == "村里正在公示，10月9日结束。")
        #expect(CaseState.publicity.citizenSentence() == "村里正在公示。")
    }
}
