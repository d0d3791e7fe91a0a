package dev.lastcall.drain;

/**
 * A setting that cannot work. It fails the start of the application, with a message that
 * names what is wrong, where, and how to mend it.
 */
public final class InvalidSettingException extends RuntimeException {

	private final String problem;

	private final String remedy;

	/**
	 * Creates the exception.
	 * @param problem a full sentence that names the setting, its value and what is wrong
	 * @param remedy a full sentence that says what to change
	 */
	public InvalidSettingException(String problem, String remedy) {
		super(problem + " " + remedy);
		this.problem = problem;
		this.remedy = remedy;
	}

	/**
	 * What is wrong.
	 * @return a full sentence that names the setting and its value
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * How to mend it.
	 * @return a full sentence
	 */
	public String remedy() {
		return this.remedy;
	}

}
