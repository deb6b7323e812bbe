import Casework
import Operations
import Storage
import WebSupport

/// What follows a decision: review, change, pause, end, remedy.
extension CaseStep {
    static let afterDecision: [CaseStep] = []
}
