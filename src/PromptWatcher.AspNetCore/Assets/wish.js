/** How long control that was cut off is waited for, in ms: the server notices a connection that died after up to 30 s. */
const patience = 60_000;

/** What a person wants of the control of a terminal. It is never taken from another unless they have just asked for it. */
export class Wish {
    /** @type {'none' | 'take' | 'held' | 'back'} */
    #state = 'none';
    #until = 0;

    /** The person asks for control, whoever has it. */
    take() {
        this.#state = 'take';
    }

    /** The person gives it back, or gives up. */
    end() {
        this.#state = 'none';
    }

    /**
     * The connection is gone. If it had control, the server may think for a while that it still has it.
     * @returns {boolean} whether it had control
     */
    cut() {
        if (this.#state !== 'held') return false;
        this.#state = 'back';
        this.#until = performance.now() + patience;
        return true;
    }

    /** Control is asked for, as soon as there is a connection. */
    get isAsking() {
        return this.#state === 'take';
    }

    /** Control comes back as soon as nobody has it. */
    get isWaiting() {
        return this.#state === 'back' && performance.now() < this.#until;
    }

    /**
     * Who has control now.
     * @param {'you' | 'other' | 'none'} holder
     * @returns {boolean} whether to take it
     */
    told(holder) {
        if (holder === 'you') this.#state = 'held';
        else if (holder === 'other' && this.#state === 'held') this.#state = 'none';
        return holder === 'none' && this.isWaiting;
    }
}
